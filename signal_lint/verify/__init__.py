"""What Django really connects when a project starts, compared with the map.

    Settings ─starting─▶ Launch ─booting─▶ Recording ─comparing─▶ Verdict ─▶ text or JSON

Invariant: this package alone executes the analysed project, in a process of its own (`booting`).
"""
