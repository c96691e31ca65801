"""How a plan comes about: a given shot list read as written, or one written from a story.

docs/planning.md tells the rules. Pure: text in, values out. The door is
`tasks_app.pipeline.planner`.
"""
