"""What people type, checked for shape. Whether they may, and what it means, is the actions' to say."""
