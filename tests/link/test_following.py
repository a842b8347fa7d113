"""What the statements of settings leave of the list of apps: what is surely in it, what may be, and whether more."""

import pytest
from link.linking import project

LIST = 'INSTALLED_APPS = ["a", "b", "c"]\n'


def listed(settings: str, **files: str) -> list[str]:
    """Return the apps of settings, "?" behind one that may be missing, "…" where there may be more."""
    found = project({"manage.py": "", "settings.py": settings, **files})
    return [f"{app.name}{'' if app.sure else '?'}" for app in found.apps] + ["…"] * (not found.apps_complete)


def after(change: str, **files: str) -> str:
    """Return the apps of a list of three after statements that change it."""
    return " ".join(listed(f"{LIST}{change}\n", **files))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("", "a b c"),
        ("INSTALLED_APPS.remove('c')", "a b"),
        ("INSTALLED_APPS.remove('z')", "a b c"),
        ("INSTALLED_APPS.remove(what)", "a? b? c?"),
        ("INSTALLED_APPS.pop(0)", "b c"),
        ("x = INSTALLED_APPS.pop()", "a b"),
        ("INSTALLED_APPS.pop(9)", "a? b? c?"),
        ("INSTALLED_APPS.sort()\nINSTALLED_APPS.pop(0)", "a? b? c?"),
        ("del INSTALLED_APPS[0]", "b c"),
        ("del INSTALLED_APPS[1:]", "a"),
        ("del INSTALLED_APPS[n]", "a? b? c?"),
        ("del INSTALLED_APPS[n:]", "a? b? c?"),
        ("INSTALLED_APPS.sort()", "a b c"),
        ("INSTALLED_APPS.reverse()", "c b a"),
        ("INSTALLED_APPS.clear()\nINSTALLED_APPS.append('x')", "x"),
        ("INSTALLED_APPS.insert(0, 'x')", "x a b c"),
        ("INSTALLED_APPS.insert(n, 'x')", "a b c x"),
        ("INSTALLED_APPS.insert(INSTALLED_APPS.index('b'), 'x')", "a x b c"),
        ("INSTALLED_APPS.extend(['x', 'y'])", "a b c x y"),
        ("INSTALLED_APPS.extend(what())", "a b c …"),
        ("INSTALLED_APPS.unheard_of()", "a? b? c? …"),
        ("INSTALLED_APPS[0:0] = ['x']", "x a b c"),
        ("INSTALLED_APPS[:] = ['x']", "x"),
        ("INSTALLED_APPS[:] = what", "a? b? c? …"),
        ("INSTALLED_APPS[0] = 'x'", "x b c"),
        ("INSTALLED_APPS[-1] = 'x'", "a b x"),
        ("INSTALLED_APPS[n] = 'x'", "a? b? c? x"),
        ("INSTALLED_APPS[::2] = ['x', 'y']", "a? b? c? x y"),
        ("INSTALLED_APPS[1:2] = what", "a c …"),
        ("INSTALLED_APPS[0] += 'x'", "a? b? c? …"),
        ("globals()['INSTALLED_APPS'] += ['x']", "a b c x"),
        ("globals()['INSTALLED_APPS'] += what", "a b c …"),
        ("globals()['INSTALLED_APPS'] = ['x']", "x"),
        ("globals()['INSTALLED_APPS'].append('x')", "a b c x"),
        ("INSTALLED_APPS.insert(INSTALLED_APPS.index('z'), 'x')", "a b c x"),
        ("INSTALLED_APPS[0] = other = 'x'\ndel INSTALLED_APPS[0], other[0]", "b c"),
        ("INSTALLED_APPS[0]: str", "a? b? c? …"),
        ("other, INSTALLED_APPS[0] = 1, 'x'\nunrelated['k'] = 1", "a b c"),
    ],
)
def test_a_statement_does_to_the_list_what_python_does(change: str, found: str):
    assert after(change) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("if not DEBUG:\n    INSTALLED_APPS.remove('c')", "a b c?"),
        ("if DEBUG:\n    INSTALLED_APPS += ['x']\nelse:\n    INSTALLED_APPS.remove('a')", "a? b c x?"),
        ("if what:\n    INSTALLED_APPS.append('x')\nINSTALLED_APPS.remove('x')", "a b c"),
        ("if 'b' in INSTALLED_APPS:\n    INSTALLED_APPS.remove('b')", "a c"),
        ("if 'z' not in INSTALLED_APPS:\n    INSTALLED_APPS.append('z')", "a b c z"),
        ("if 'z' in INSTALLED_APPS and DEBUG:\n    INSTALLED_APPS.append('y')", "a b c"),
        ("if 'a' in INSTALLED_APPS or DEBUG:\n    INSTALLED_APPS.append('y')", "a b c y"),
        ("if 'a' in INSTALLED_APPS and DEBUG:\n    INSTALLED_APPS.append('y')", "a b c y?"),
        ("if what(INSTALLED_APPS):\n    INSTALLED_APPS.append('y')", "a b c y?"),
        ("if INSTALLED_APPS < x:\n    INSTALLED_APPS.append('y')", "a b c y?"),
        ("if what:\n    pass\nINSTALLED_APPS.append('y')", "a b c y"),
        ("if what:\n    INSTALLED_APPS = what\n    INSTALLED_APPS.append('y')", "a? b? c? …"),
        ("if what:\n    for INSTALLED_APPS in what:\n        INSTALLED_APPS.append('y')", "a? b? c? …"),
        ("if (INSTALLED_APPS := ['q']):\n    INSTALLED_APPS.append('x')", "a? b? c? …"),
        ("if not what:\n    raise ValueError\nelse:\n    INSTALLED_APPS.append('y')", "a b c y"),
        ("try:\n    INSTALLED_APPS.remove('c')\nexcept ValueError:\n    pass", "a b"),
        ("try:\n    del INSTALLED_APPS[0]\nexcept IndexError:\n    INSTALLED_APPS.append('y')", "b c"),
        ("try:\n    import x\n    INSTALLED_APPS.append('x')\nexcept ImportError:\n    pass", "a b c x?"),
        ("try:\n    import x\n    INSTALLED_APPS.append('x')\nexcept ImportError:\n    raise", "a b c x"),
        ("try:\n    raise x\nexcept X:\n    INSTALLED_APPS.append('x')", "a b c x"),
        ("try:\n    pass\nfinally:\n    INSTALLED_APPS.append('x')", "a b c x"),
        ("for x in ['p', 'q']:\n    INSTALLED_APPS.append(x)", "a b c p q"),
        ("for x in plugins:\n    INSTALLED_APPS.append(x)", "a b c …"),
        ("for x in ['p', *plugins]:\n    INSTALLED_APPS.append(x)", "a b c p …"),
        ("for x in ['p'] * DEBUG:\n    INSTALLED_APPS.append(x)", "a b c p?"),
        (
            "for x in ['a', 'q']:\n    if x in INSTALLED_APPS:\n        continue\n    INSTALLED_APPS.append(x)",
            "a b c q",
        ),
        ("for x in ['p']:\n    if what:\n        break\n    INSTALLED_APPS.append(x)", "a b c p?"),
        ("for x in INSTALLED_APPS[:]:\n    if x.startswith('b'):\n        INSTALLED_APPS.remove(x)", "a c"),
        ("for x in ['p']:\n    raise x\nelse:\n    INSTALLED_APPS.append('y')", "a b c y"),
        ("for INSTALLED_APPS in what:\n    INSTALLED_APPS.append(1)", "…"),
        ("while what:\n    INSTALLED_APPS.append('x')", "a b c x? …"),
        ("while what:\n    pass\nINSTALLED_APPS.append('x')", "a b c x"),
        ("with what:\n    INSTALLED_APPS.append('x')", "a b c x"),
        ("with what as INSTALLED_APPS:\n    INSTALLED_APPS.append('x')", "a? b? c? …"),
        ("match what:\n    case 1:\n        INSTALLED_APPS.append('x')", "a b c x?"),
        ("if (INSTALLED_APPS := what):\n    INSTALLED_APPS.append('x')", "a? b? c? …"),
    ],
)
def test_what_depends_on_the_run_makes_the_list_less_certain(change: str, found: str):
    assert after(change) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("INSTALLED_APPS = list(dict.fromkeys(INSTALLED_APPS))", "a b c"),
        ("INSTALLED_APPS = list(dict.fromkeys(INSTALLED_APPS).keys())", "a b c"),
        ("import copy\nINSTALLED_APPS = copy.deepcopy(INSTALLED_APPS)", "a b c"),
        ("INSTALLED_APPS = INSTALLED_APPS.copy() + ['d']", "a b c d"),
        ("INSTALLED_APPS = what.copy() + ['d']", "d …"),
        ("INSTALLED_APPS = change(INSTALLED_APPS)", "a? b? c? …"),
        ("INSTALLED_APPS = change(INSTALLED_APPS) + ['d']", "a? b? c? d …"),
        ("INSTALLED_APPS = ['d'] + change(INSTALLED_APPS)", "d a? b? c? …"),
        ("M = ['m']\nINSTALLED_APPS, M = change(apps=INSTALLED_APPS, m=M)", "a? b? c? …"),
        ("INSTALLED_APPS = toposort(graph)", "a? b? c? …"),
        ("L = []\nfor p in plugins:\n    L.append(p.app)\nINSTALLED_APPS = list(L)", "a? b? c? …"),
        ("INSTALLED_APPS = [a for a in INSTALLED_APPS + MORE if a not in ('c',)]", "a b …"),
        ("INSTALLED_APPS = [a for a in INSTALLED_APPS if not a.endswith(('b', 'c'))]", "a"),
        ("INSTALLED_APPS = [a for a in INSTALLED_APPS if a != 'b' and a.upper() or a == 'b']", "a? b c?"),
        ("INSTALLED_APPS = [a for a in INSTALLED_APPS if keep(a)]", "a? b? c?"),
        ("INSTALLED_APPS = [a for a in change(INSTALLED_APPS)]", "a? b? c? …"),
        ("INSTALLED_APPS = [a for a in INSTALLED_APPS if 'b' in a]", "b"),
        ("INSTALLED_APPS = [a for a in INSTALLED_APPS if a in what]", "a? b? c?"),
        ("INSTALLED_APPS = [a for a in INSTALLED_APPS if a.startswith(what)]", "a? b? c?"),
        ("INSTALLED_APPS = [a for a in INSTALLED_APPS if what.startswith(a)]", "a? b? c?"),
        ("INSTALLED_APPS = list(filter(lambda a: a != 'b', INSTALLED_APPS))", "a c"),
        ("INSTALLED_APPS = list(filter(None, INSTALLED_APPS))", "a b c"),
        ("INSTALLED_APPS = list(filter(keep, INSTALLED_APPS))", "a? b? c?"),
        ("INSTALLED_APPS = list(map(str, INSTALLED_APPS))", "a b c"),
        ("INSTALLED_APPS = list(map(lambda a: 'x.' + a, INSTALLED_APPS))", "x.a x.b x.c"),
        ("INSTALLED_APPS = list(map(change, INSTALLED_APPS))", "a? b? c? …"),
        ("INSTALLED_APPS = list(map(str, what))", "a? b? c? …"),
        ("INSTALLED_APPS = tuple(x) + tuple(INSTALLED_APPS)", "a b c …"),
        ("INSTALLED_APPS = INSTALLED_APPS[:1] + ['x'] + INSTALLED_APPS[1:]", "a x b c"),
        ("INSTALLED_APPS = INSTALLED_APPS[:n] + ['x']", "a? b? c? x"),
        ("INSTALLED_APPS = INSTALLED_APPS[::0]", "a? b? c?"),
        ("INSTALLED_APPS = sorted(INSTALLED_APPS)[::-1]", "a b c"),
        ("INSTALLED_APPS = what[:1]", "a? b? c? …"),
        ("INSTALLED_APPS = list(reversed(INSTALLED_APPS))", "c b a"),
        ("INSTALLED_APPS = sum((['x'], INSTALLED_APPS), [])", "x a b c"),
        (
            "from itertools import chain\nINSTALLED_APPS = list(chain(INSTALLED_APPS, ['x'], what))",
            "a b c x …",
        ),
        ("from itertools import chain\nINSTALLED_APPS = list(chain(what))", "a? b? c? …"),
        ("INSTALLED_APPS = [*INSTALLED_APPS, *MORE, 'x']", "a b c x …"),
        ("INSTALLED_APPS = list(set(INSTALLED_APPS) - {'b'})", "a c"),
        ("INSTALLED_APPS = list(set(INSTALLED_APPS) - set(what))", "a? b? c?"),
        ("INSTALLED_APPS = list(set(INSTALLED_APPS) & {'b', *what})", "a? b c?"),
        ("INSTALLED_APPS = list(set(INSTALLED_APPS) & {'b'})", "b"),
        ("INSTALLED_APPS += ['x'] * 2", "a b c x"),
        ("INSTALLED_APPS += ['x'] * DEBUG", "a b c x?"),
        ("INSTALLED_APPS = what and ['x'] or INSTALLED_APPS", "x? a? b? c? …"),
        ("S = set(INSTALLED_APPS)\nS.difference_update({'b'})\nINSTALLED_APPS = list(S)", "a c"),
        ("S = set(INSTALLED_APPS)\nS.pop()\nINSTALLED_APPS = list(S)", "a? b? c?"),
        ("import environ\nenv = environ.Env()\nINSTALLED_APPS += env.list('APPS')", "a b c …"),
        ("import environ\nINSTALLED_APPS = environ.read(INSTALLED_APPS) + ['d']", "a? b? c? d …"),
        ("INSTALLED_APPS = env.list('APPS', default=['a', 'd'])", "a? d? …"),
    ],
)
def test_what_is_made_of_the_list_holds_what_it_held(change: str, found: str):
    assert after(change) == found


FOLLOWED = [
    ("def more(apps):\n    apps.append('x')\nmore(INSTALLED_APPS)", "a b c x"),
    (
        "def more(apps):\n    if 'a' not in apps:\n        return\n    apps += ['x']\nmore(INSTALLED_APPS)",
        "a b c x",
    ),
    ("def more(apps):\n    if what:\n        return\n    apps += ['x']\nmore(INSTALLED_APPS)", "a b c x?"),
    ("def more(apps):\n    raise ValueError\nmore(INSTALLED_APPS)", "a b c"),
    ("def more(apps):\n    more(apps)\nmore(INSTALLED_APPS)", "a? b? c? …"),
    ("def more():\n    return ['x']\nINSTALLED_APPS += more()", "a b c x"),
    ("def more():\n    global INSTALLED_APPS\n    INSTALLED_APPS += ['x']\nmore()", "a b c x"),
    ("def more(app):\n    INSTALLED_APPS.append(app)\nmore('x')\nmore('y')", "a b c x y"),
    ("def more():\n    global INSTALLED_APPS\n    INSTALLED_APPS.append('x')", "a b c x? …"),
    ("def more():\n    raise INSTALLED_APPS.pop()", "a b c …"),
    ("def read():\n    return INSTALLED_APPS.index('a')\nread()", "a b c"),
    ("more = what\nmore()\nwhat.more()", "a b c"),
    ("print(INSTALLED_APPS)", "a b c"),
    ("change(INSTALLED_APPS, 'APPS')", "a? b? c? …"),
    ("x = change(INSTALLED_APPS, 'APPS')", "a b c"),
    ("change(*INSTALLED_APPS)", "a b c"),
    ("exec(open('x').read())", "a? b? c? …"),
    ("change(locals())", "a? b? c? …"),
    ("setattr(what, 'INSTALLED_APPS', [])", "a? b? c? …"),
    ("globals().update(x=1)\nglobals().update({'x': 1})", "a b c"),
    ("globals().update(what)", "a? b? c? …"),
    ("globals()[what] = 1", "a? b? c? …"),
    ("import django_heroku\ndjango_heroku.settings(locals())", "a b c"),
]


@pytest.mark.parametrize(("change", "found"), FOLLOWED)
def test_calls_are_followed_into_the_project(change: str, found: str):
    assert after(change) == found


def test_included_files_run_in_the_settings():
    settings = f"from split_settings.tools import include, optional\n{LIST}include('more/*.py', optional('local.py'), what)\n"
    files = {"more/x.py": "INSTALLED_APPS += ['x']\n", "local.py": "INSTALLED_APPS.remove('a')\n"}
    assert listed(settings, **files) == ["b", "c", "x"]


def test_a_function_that_another_module_calls_too_may_add_more():
    more = "def more(app):\n    INSTALLED_APPS.append(app)\nmore('x')"
    assert after(more, **{"other.py": "from settings import more\nmore(what)\n"}) == "a b c x …"


def test_a_list_of_another_module_is_taken_on():
    base = f"{LIST}def more(app):\n    INSTALLED_APPS.append(app)\n"
    assert listed("from base.common import *\nINSTALLED_APPS += ['x']\n", **{"base/common.py": LIST}) == [
        "a",
        "b",
        "c",
        "x",
    ]
    assert "…" in listed("from base.common import *\nINSTALLED_APPS += ['x']\n", **{"base/common.py": base})


def test_a_name_in_the_middle_of_a_block_is_what_it_is_there():
    text = "if what:\n    INSTALLED_APPS.append('x')\n    MORE = [*INSTALLED_APPS]\n    INSTALLED_APPS = MORE\n    INSTALLED_APPS.append('y')"
    assert after(text) == "a b c x? y?"


def test_stated_apps_win():
    found = project(
        {"manage.py": "", "settings.py": f"{LIST}change(INSTALLED_APPS)\n"}, installed_apps=("z",)
    )
    assert ([app.name for app in found.apps], found.apps_complete, found.notes) == (["z"], True, ())
