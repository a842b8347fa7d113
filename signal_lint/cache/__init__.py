"""What is remembered from one run to the next.

    replay      a command line        -> what it printed, while nothing it depended on has changed
    verdicts    a project's settings  -> the outcome of a check, on the same condition
    rows        a project             -> what each of its files answered when it was asked

Invariant: a cache is data that anybody may have written, truncated or mixed up: whatever is not
understood is a miss, and what runs on a miss gives the same answer.

Invariant: `store`, `stamps` and `replay` import nothing but what Python has loaded anyway; an unchanged
project is answered by them alone.
"""
