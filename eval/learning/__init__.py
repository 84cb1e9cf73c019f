"""What is learned from stated data: the parts that words play in questions, and how people say the lines of filings."""
