"""The counting of the scorer of CoNLL-2000 to 2003, flag by flag, for O, B- and I-."""


def split(tag):
    prefix, _, label = tag.partition("-")
    return prefix, label


def ends(before, now):
    """Whether a chunk ends between two tags, the second one excluded."""
    (tag0, label0), (tag1, label1) = before, now
    pairs = {("B", "B"), ("B", "O"), ("I", "B"), ("I", "O")}
    return (tag0, tag1) in pairs or (tag0 != "O" and label0 != label1)


def starts(before, now):
    """Whether a chunk starts at the second of two tags."""
    (tag0, label0), (tag1, label1) = before, now
    pairs = {("B", "B"), ("I", "B"), ("O", "B"), ("O", "I")}
    return (tag0, tag1) in pairs or (tag1 != "O" and label0 != label1)


def counts(true, predicted):
    """Returns the numbers of correct, guessed and gold chunks of all sentences."""
    correct = guessed = gold = 0
    for gold_tags, guessed_tags in zip(true, predicted, strict=True):
        inside, last = False, (("O", ""), ("O", ""))
        for now in zip(
            map(split, [*gold_tags, "O"]), map(split, [*guessed_tags, "O"]), strict=True
        ):
            end = ends(last[0], now[0]), ends(last[1], now[1])
            start = starts(last[0], now[0]), starts(last[1], now[1])
            if inside and end == (True, True) and last[0][1] == last[1][1]:
                correct, inside = correct + 1, False
            elif inside and (end[0] != end[1] or now[0][1] != now[1][1]):
                inside = False
            if start == (True, True) and now[0][1] == now[1][1]:
                inside = True
            gold, guessed = gold + start[0], guessed + start[1]
            last = now
    return correct, guessed, gold
