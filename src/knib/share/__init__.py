"""Pictures and pages of a session, as text: pure, so that golden files can hold them."""
