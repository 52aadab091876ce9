"""What a patient is handed: sessions, a page, a sheet, a calendar and a letter, in one folder and one archive."""
