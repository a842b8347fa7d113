"""What holds on each path to a call."""

from __future__ import annotations

import pytest
from flow.reading import expression, facts_at, module, receiving, sites

from signal_lint.flow.paths import MOST, TANGLED, Fact, Path, join
from signal_lint.syntax import Name
from signal_lint.unparse import unparse


def at_f(body: str) -> list[set[str]]:
    """Return the facts on each path to `f()` in a receiver of `a`, `b`, `c` and `d`."""
    return facts_at("f", receiving(body, "a, b, c, d"))


REACHED = {
    "if a: f()": [{"a"}],
    "if not a: f()": [{"~a"}],
    "if a and b: f()": [{"a", "b"}],
    "if a or b: f()": [{"a"}, {"~a", "b"}],
    "if not (a or b): f()": [{"~a", "~b"}],
    "if not (a and b): f()": [{"~a"}, {"a", "~b"}],
    "if a if b else c: f()": [{"b", "a"}, {"~b", "c"}],
    "if a: g()\nf()": [set()],
    "if a: return\nf()": [{"~a"}],
    "if a: return\nelif b: return\nf()": [{"~a", "~b"}],
    "if a: x = 1\nelse: x = 2\nif x == 1: f()": [{"a"}],
    "x = a and b\nif not x: f()": [{"~a"}, {"a", "~b"}],
    "if a is not None: f()": [{"~a is None"}],
    "if a != b: f()": [{"~a == b"}],
    "if a: pass\nif a: f()": [{"a"}],
    "if a:\n    if not a: f()": [],
    "if a.b:\n    a.b = c\n    if not a.b: f()": [{"a.b", "~a.b"}],
    "if a():\n    if not a(): f()": [{"a()", "~a()"}],
    "for x in a: f()": [{"a"}],
    "for x in a: pass\nelse: f()": [{"a"}, {"~a"}],
    "for x in a:\n    if b: break\nelse: f()": [{"~a"}, {"a", "~b"}],
    "for x in a:\n    if b: continue\n    f()": [{"a", "~b"}],
    "while a: f()": [{"a"}],
    "while a: break\nelse: f()": [{"~a"}],
    "while True:\n    if a: break\nf()": [{"a"}],
    "while True: pass\nf()": [],
    "assert a\nf()": [{"a"}],
    "raise a\nf()": [],
    "raise\nf()": [],
    "with a: f()\n": [set()],
    "with a as x, b:\n    if c: return\nf()": [{"~c"}],
    "with a:\n    for x in b: break\nf()": [{"b"}, {"~b"}],
    "a and f()": [{"a"}],
    "a or f()": [{"~a"}],
    "b if a else f()": [{"~a"}],
    "x = [f() for y in a if b for z in c]": [{"a", "b", "c"}],
    "x = {f(): 1 for y in a}": [{"a"}],
    "g(f() if a else 1)": [{"a"}],
    "match a:\n    case 1: f()": [{"a == 1"}],
    "match a:\n    case None: f()": [{"a is None"}],
    "match a:\n    case True: pass\n    case 1 | 2 if b: f()": [{"~a is True", "a == 1 | 2", "b"}],
    "match a:\n    case x: f()\n    case 1: g()": [set()],
    "match a:\n    case b.C: f()": [{"a == b.C"}],
    "try:\n    if a: return\n    f()\nfinally: g()": [{"~a"}],
    "try: g()\nexcept Exception: return\nelse: f()": [set()],
    "try: return\nfinally: f()": [set()],
    "x, y = a, b\nif y: f()": [{"b"}],
    "x, y = a\nif y: f()": [{"a[1]"}],
    "x, y = *a, b\nif y: f()": [{"(*a, b)[1]"}],
    "x = a = b\nif x: f()": [{"b"}],
    "x: int\nf()": [set()],
    "nonlocal x\nx = a\nif x: f()": [{"x"}],
    "if (x := a.b): f()": [{"a.b"}],
    "x = a\nimport x\nif x: f()": [{"x"}],
    "x = a\nfrom y import z as x\nif x: f()": [{"x"}],
    "x = 1\nx += a\nif x: f()": [{"1 + a"}],
    "del a.b, c\nf()": [set()],
    "if cast(x, a) or getattr(b, 'c'): f()": [{"a"}, {"~a", "b.c"}],
    "if a.__dict__['x']: f()": [{"a.x"}],
    "if a['x'] and a.get('x'): f()": [{"a['x']", "a.get('x')"}],
    "if a[b:c]: f()": [{"a[b:c]"}],
    "if {'x': a, **b} == {a, *c}: f()": [{"{'x': a, **b} == {a, *c}"}],
    "if f'{a}' == -b: f()": [{"f'{a}' == (-b)"}],
    "if [x for x in a if x] == b: f()": [{"[x for x in a if x] == b"}],
    "if {x: a for x in b} == c: f()": [{"{x: a for x in b} == c"}],
    "if (yield a) == (yield): f()": [],
    "class X:\n    f()": [],
}


@pytest.mark.parametrize("body", REACHED)
def test_the_facts_on_each_path_to_a_call(body: str):
    assert sorted(map(sorted, at_f(body))) == sorted(map(sorted, REACHED[body]))


def test_a_lookup_in_a_try_is_a_test_for_what_follows_it():
    (facts,) = at_f("try:\n    x.get(a)\n    f()\nexcept Exception: pass")
    assert [fact.startswith("~an exception") for fact in facts] == [True]


def test_what_leaves_when_something_expected_is_caught_is_a_test():
    (facts,) = at_f("try: a.b\nexcept LookupError: return\nf()")
    assert [fact.startswith("~an exception") for fact in facts] == [True]


def test_what_handles_an_exception_and_goes_on_is_no_test():
    assert at_f("try: a.b\nexcept LookupError: pass\nf()") == [set()]


def test_of_too_many_paths_what_names_stand_for_is_forgotten_first():
    ifs = "".join(f"if a.b{n}: x{n} = 1\n" for n in range(9))
    reached = at_f(f"x = a\n{ifs}if x: f()")
    assert reached
    assert all("a" in facts and TANGLED.text not in facts for facts in reached)


def test_of_too_many_paths_that_test_different_things_nothing_is_known():
    test = " and ".join(f"(a.b{n} or a.c{n})" for n in range(9))
    assert all(TANGLED.text in facts for facts in at_f(f"x = {test}\nif x: f()"))


def test_far_too_many_paths_are_not_even_compared():
    paths = tuple(Path(bindings={"x": Name(str(n))}) for n in range(MOST * 4))
    (only,) = join(paths)
    assert only.facts == {Fact(TANGLED, holds=True)}


def test_what_names_stand_for_does_not_grow_without_end():
    doubled = "x = x + x\n" * 40
    (site,) = sites(receiving(f"x = a\n{doubled}f(x)", "a"))
    assert len(unparse(site.call)) < 1000


def test_lists_grow_as_they_are_added_to_and_are_unknown_once_others_had_them():
    body = "x, y = [1], {2}\nx.append(a)\ny.add(b)\nf(x, y)\ng(x)\nf(x)\nx.append(1)\nx.append(*y)"
    first, second = (s.call for s in sites(receiving(body, "a, b")) if unparse(s.written.func) == "f")
    assert unparse(first).replace("signal:", "") == "f([1, a], {2, b})"
    assert unparse(second).startswith("f(x after")


def test_a_lambda_is_not_evaluated_where_it_stands():
    assert sites("on_save = lambda a: lambda: f()") == ()
    assert len(sites("on_save = lambda a: f()")) == 1


def test_self_is_no_argument_of_the_signal():
    assert facts_at(
        "f", "def on_save(self, a, /, *b, c, **d):\n if self.x and a and c and d['e'] and b: f()"
    ) == [{"self.x", "a", "c", "e", "positional arguments"}]


def test_reading_takes_one_expression():
    assert expression("a.b") == module("a.b")[0].value
