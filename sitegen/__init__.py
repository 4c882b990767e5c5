"""sitegen: raw syndicated articles in, a clean, credited, fast static site out."""
