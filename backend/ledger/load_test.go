package ledger

import "testing"

func TestAskedTwice(t *testing.T) {
	task := func(id int64, text string) Entry { return Entry{ID: id, Kind: Task, Text: text, Quote: text} }
	got := AskedTwice([]Entry{
		task(1, "加大垃圾分类现场检查督导力度"), task(2, "开展物业专项治理"), task(3, "加大垃圾分类现场检查、督导力度。"), task(4, "开展物业专项治理，并监督各小区按期整改到位"), task(5, "加大垃圾分类现场检查督导力度"),
	})
	if len(got) != 2 || got[0].First.ID != 1 || got[0].Again.ID != 3 || got[1].First.ID != 1 || got[1].Again.ID != 5 {
		t.Errorf("asked twice: %+v", got)
	}
	if got := AskedTwice(nil); got != nil {
		t.Errorf("nothing asked twice: %+v", got)
	}
	if n := (Load{Lead: 2, Support: 1, Collective: 7}).Total(); n != 10 {
		t.Errorf("total %d", n)
	}
}

// What is made ready to be compared says the same as the plain comparison, whatever the texts.
func TestSayingsAreAlikeWhereTextsAre(t *testing.T) {
	texts := []string{"", "，。", "查", "查查", "加大检查", "加大检查力度", "加大检查力度，", "加大检查督导力度", "检查加大力度", "加大加大加大", "加大加大", "A b", "a B", "整改到位，及时销号", "及时整改到位并销号"}
	for _, a := range texts {
		for _, b := range texts {
			if got, want := sayingOf(a).alike(sayingOf(b)), Alike(a, b); got != want {
				t.Errorf("%q and %q: %v, want %v", a, b, got, want)
			}
		}
	}
}

func BenchmarkAskedTwice(b *testing.B) {
	var all []Entry
	for i := range MostCompared {
		text := Shorten("加大垃圾分类现场检查督导力度，压实物业第一责任人责任，组织开展专项治理并监督整改到位，完善考评机制", 20+i%25)
		all = append(all, Entry{Text: text + string(rune(0x4e00+i)) + string(rune(0x5e00+i*3)) + string(rune(0x6e00+i*7)), Quote: text})
	}
	for b.Loop() {
		AskedTwice(all)
	}
}
