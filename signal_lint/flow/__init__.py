"""What holds on the way to a call: control flow, and the guards of recursive signals.

A function is walked abstractly, from its first statement, along every path: each
path carries what it has tested, what it has done, and what its names stand for,
written in terms of what the signal sent. Functions it calls are walked in place.
At each call of interest the guards are then questions about one path.

    names, entering, truth    what an expression means on a path
    paths    what a path carries, and how paths meet
    statements, evaluate, calls    walking a function and what it calls
    scenes, targets, resending    which calls send a signal again, and with what
    guards, places    whether a path ends the recursion
    recursion    all of it, for one receiver
    acts, leaving, loading, querying    what else it does: beyond the database, to fixtures, in queries
"""
