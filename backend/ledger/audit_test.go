package ledger

import (
	"net/url"
	"testing"
)

func TestAuditFilterRoundTrip(t *testing.T) {
	f, err := ParseAuditFilter(url.Values{"actor": {" 王芳 "}, "action": {"resolve"}, "number": {"2024-09-任-001"}, "from": {"2024-09-01"}, "to": {"2024-09-30"}, "before": {"12"}})
	want := AuditFilter{"王芳", "resolve", "2024-09-任-001", "2024-09-01", "2024-09-30", 12}
	if err != nil || f != want {
		t.Errorf("read %+v, %v", f, err)
	}
	want.Before = 0
	if again, err := ParseAuditFilter(f.Values()); err != nil || again != want {
		t.Errorf("read again %+v, %v", again, err)
	}
	for name, v := range map[string]url.Values{
		"action": {"action": {"fly"}}, "from": {"from": {"yesterday"}}, "to": {"from": {"2024-09-02"}, "to": {"2024-09-01"}}, "before": {"before": {"-1"}},
	} {
		if _, err := ParseAuditFilter(v); AsMistake(err) == nil || AsMistake(err).Field != name || AsMistake(err).Code != BadRequest {
			t.Errorf("%v: %v", v, err)
		}
	}
}

func TestActionsAreNamedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range Actions() {
		if w := ActionWords(a); seen[a] || w.ZH == "" || w.EN == "" || w.ZH == a {
			t.Errorf("%s: %v", a, w)
		}
		seen[a] = true
	}
	if ActionWords("fly").EN != "fly" || SubjectWords("sky").ZH != "sky" {
		t.Error("what is unknown is not named by itself")
	}
}
