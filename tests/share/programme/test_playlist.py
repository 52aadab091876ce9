from knib.share.programme.playlist import playlist
from knib.units import Ms
from programmes import six_weeks
from share.programme.weeks import four_weeks, length


def test_a_playlist_names_every_file_in_order_with_its_whole_seconds() -> None:
    programme = four_weeks()
    lengths = {session: length(session) for session in programme.distinct()}
    assert playlist(programme, lengths, "mp3").splitlines() == [
        "#EXTM3U",
        "#PLAYLIST:Træning",
        "#EXTINF:120,Uge 1–2",
        "uge-01-til-02.mp3",
        "#EXTINF:180,Uge 3 a",
        "uge-03-a.mp3",
        "#EXTINF:90,Uge 3 b",
        "uge-03-b.mp3",
        "#EXTINF:180,Uge 4 a",
        "uge-04-a.mp3",
        "#EXTINF:90,Uge 4 b",
        "uge-04-b.mp3",
    ]


def test_half_a_second_is_rounded_up_and_the_last_line_is_ended() -> None:
    programme = six_weeks("hosteknib")
    (one,) = programme.distinct()
    assert playlist(programme, {one: Ms(90_500)}, "m4a").endswith("#EXTINF:91,Uge 1–6\nuge-01-til-06.m4a\n")
    assert "#EXTINF:90," in playlist(programme, {one: Ms(90_499)}, "m4a")
