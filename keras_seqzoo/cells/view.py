"""Views: objects that share all attributes of another but a few."""


def view_of(thing, **attributes):
    """Returns an object like `thing` with other values of some attributes.

    Nothing is copied, and `thing` itself does not change. Keras tracks no variable
    through a view.
    """
    view = object.__new__(type(thing))
    view.__dict__.update(vars(thing), **attributes)
    return view
