package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const oddly = "9月5日，某区召开月度工作点评会，通报各街镇8月份工作情况。\n太平桥街道接诉即办掉链子。\n会议强调，老桥街办要尽快整改。\n"

// An office's words, units and themes are tried on a report, loaded, and count in the next reading.
func TestRegistersAreTriedAndLoaded(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", t.TempDir())
	must(t, oddly, "import", "-", "--date", "2024-09-06")
	const words = "predicates\t掉链子\n"
	for _, report := range []string{"newest", "1"} {
		out := must(t, words, "words", "load", "-", "--dry-run", report)
		if !strings.Contains(out, "1 new.") || !strings.Contains(out, "+ Shortcoming 太平桥街道 接诉即办掉链子\n") || !strings.Contains(out, "Nothing was saved") {
			t.Errorf("the dry run said %q", out)
		}
	}
	if out := must(t, "", "words", "export"); strings.Contains(out, "掉链子") {
		t.Error("a dry run was saved")
	}
	if out := must(t, words, "words", "load", "-"); !strings.Contains(out, "1 added, 0 taken out, 1 read") {
		t.Errorf("loading said %q", out)
	}
	if out := must(t, words, "words", "load", "-", "--dry-run", "1"); !strings.Contains(out, "Nothing is read differently") {
		t.Errorf("the second dry run said %q", out)
	}
	if out := must(t, strings.Replace(oddly, "尽快", "立即", 1), "import", "-", "--date", "2024-09-06"); !strings.Contains(out, "1 shortcoming") {
		t.Errorf("the import said %q", out)
	}
	file := filepath.Join(t.TempDir(), "units.csv")
	must(t, "", "units", "export", "-o", file)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(data), "太平桥街道办事处", "太平桥街道办事处;老桥街办", 1)
	if out := must(t, changed, "units", "load", "-", "--dry-run", "1"); !strings.Contains(out, "1 read otherwise") || !strings.Contains(out, "Units: 老桥街办 → 太平桥街道") {
		t.Errorf("the dry run said %q", out)
	}
	if out := must(t, changed, "units", "load", "-"); !strings.Contains(out, "0 added, 1 changed") {
		t.Errorf("loading said %q", out)
	}
	themes := must(t, "", "themes", "export")
	if out := must(t, themes, "themes", "load", "-"); !strings.Contains(out, "0 added, 0 changed") {
		t.Errorf("loading said %q", out)
	}
}

// A file with a mistake says where it is, and changes nothing.
func TestRegistersWithMistakesChangeNothing(t *testing.T) {
	t.Setenv("TAIZHANG_DATA", t.TempDir())
	before := must(t, "", "units", "export") + must(t, "", "themes", "export") + must(t, "", "words", "export")
	for _, x := range []struct{ name, file, says string }{
		{"units", "code,name,short,kind,parent\n9,东山镇,东山,town,110106\n10,右安门街道,右安门,subdistrict,110106\n", "Unit 2: “右安门街道” is a name of"},
		{"units", "code,name,short,kind\n9,东山镇,东山,village\n", "line 2"},
		{"themes", "- name: 街景\n- name: 市容\n  same: [接诉即办]\n", "Theme 2: “接诉即办”"},
		{"words", "verbs 盯办\nverb 起底\n", "Line 2: there is no list “verb”"},
		{"words", "verbs 盯办" + strings.Repeat("办", 60) + "\n", "List verbs: "},
	} {
		if code, _, errs := taizhang(t, x.file, x.name, "load", "-"); code != 1 || !strings.Contains(errs, x.says) {
			t.Errorf("%s: exit %d, said %q", x.name, code, errs)
		}
	}
	for report, says := range map[string]string{"x": "no report's number", "newest": "no report to try"} {
		if code, _, errs := taizhang(t, "verbs 盯办\n", "words", "load", "-", "--dry-run", report); code != 1 || !strings.Contains(errs, says) {
			t.Errorf("%s: exit %d, said %q", report, code, errs)
		}
	}
	if after := must(t, "", "units", "export") + must(t, "", "themes", "export") + must(t, "", "words", "export"); after != before {
		t.Error("something was saved")
	}
}
