"""What Django sends for one operation on a row of a model, and what runs because of it.

    rows        which model a call of a receiver writes to
    conditions  whether a path is open where it is known what a signal carries, and what else it takes
    writes      what one receiver writes
    reception   which receivers a signal of a model reaches, and in which order
    deletion    which rows go with a row
    operations  what Django sends for each operation
    trace       all of it, one inside the other
    tree, json_trace    the same for people and for tools

Invariant: what is said to run surely runs; whatever may run says what it depends on.
"""
