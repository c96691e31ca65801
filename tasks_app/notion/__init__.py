"""The mirror of tasks and assets on Notion (docs/notion.md)."""
