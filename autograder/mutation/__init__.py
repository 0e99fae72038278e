"""Small changes to solutions: what do hidden tests not notice? A talk with a student is about them, too."""
