"""Progress bars of work that takes a while, on standard error."""


def shown(items, verbose, title="Reading"):
    """Returns an iterator over items that draws a bar of the items that are taken.

    Args:
        items: List or range.
        verbose: 0 for no bar. A bar is drawn where standard error is a terminal or a
            notebook, and removed at the end.
        title: What stands before the bar.
    """
    if not verbose:
        return iter(items)
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    hidden = not (console.is_terminal or console.is_jupyter)
    return iter(track(items, title, console=console, transient=True, disable=hidden))
