package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

func TestCSVReadsBack(t *testing.T) {
	for _, lang := range []ledger.Lang{ledger.Chinese, ledger.English} {
		var b bytes.Buffer
		if err := csvFile.Write(&b, table(lang), each(entries())); err != nil {
			t.Fatal(err)
		}
		body, ok := strings.CutPrefix(b.String(), "\ufeff")
		if !ok || strings.Count(body, "\n") != strings.Count(body, "\r\n") {
			t.Errorf("no byte order mark, or a line without CRLF: %q", body[:40])
		}
		got, err := csv.NewReader(strings.NewReader(body)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		rows := want(table(lang), entries())
		for i := range rows {
			for j, cell := range rows[i] {
				cell = strings.ReplaceAll(guard(cell), "\r\n", "\n") // as the reader gives line ends back
				if got[i][j] != cell {
					t.Errorf("row %d, %s: %q, want %q", i, rows[0][j], got[i][j], cell)
				}
			}
		}
	}
}

func TestCSVWithoutRowsHasItsHead(t *testing.T) {
	var b bytes.Buffer
	if err := csvFile.Write(&b, table(ledger.Chinese), each(nil)); err != nil || strings.Count(b.String(), "\n") != 1 {
		t.Errorf("%q, %v", b.String(), err)
	}
}

func TestGuard(t *testing.T) {
	guarded := []string{"=1+1", "+SUM(A1)", "-2+3", "@SUM", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋一", "－加快", "＠x", "+", "-", "--5x", "-1e5", "-Inf", "+0x10", "-。"}
	plain := []string{"", "整改", "1=1", "-12", "+3.5", "-3.5%", "12", "'=1", "—带头", "a\t=1", "100%", "3-5"}
	for _, s := range guarded {
		if guard(s) != "'"+s {
			t.Errorf("%q is let through as %q", s, guard(s))
		}
	}
	for _, s := range plain {
		if guard(s) != s {
			t.Errorf("%q is changed to %q", s, guard(s))
		}
	}
}

// Whatever the text, no cell begins as a formula, and nothing but the guard is added.
func FuzzGuard(f *testing.F) {
	for _, s := range []string{"=1", "-1", "+1", " ＝", "\t", " \r", "整改", "-1.5%", "'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g := guard(s)
		if g != s && g != "'"+s {
			t.Errorf("%q became %q", s, g)
		}
		if head := strings.TrimLeft(g, " "); head != "" && strings.ContainsAny(head[:1], "=+-@\t\r\n") && !number(g) {
			t.Errorf("%q is a formula", g)
		}
	})
}
