"""What is looked at in each kind of file before it counts; `measure.py` chooses by kind."""
