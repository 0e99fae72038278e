"""From a learning management system and back: what it lets an instructor download, and what it takes."""
