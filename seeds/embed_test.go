package seeds

import "testing"

func TestReports(t *testing.T) {
	reports, err := Reports()
	if err != nil || len(reports) == 0 {
		t.Fatal(len(reports), err)
	}
	if r := reports[0]; r.Published != "2024-09-06" || len(r.Data) == 0 || r.Name == "" {
		t.Errorf("%s of %s, %d bytes", r.Name, r.Published, len(r.Data))
	}
	if len(Units) == 0 || len(Themes) == 0 {
		t.Error("the register or the themes are empty")
	}
}
