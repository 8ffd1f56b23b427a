package intake_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"taizhang/backend/intake"
)

var update = flag.Bool("update", false, "write what is read as what is expected")

// TestSamples reads each file of testdata that has its text beside it: report.docx and report.docx.txt. The Word files and
// the workbooks were saved by LibreOffice (lists and merged cells; tracked changes and a text box; formulas and a hidden sheet), the PDFs printed by Chromium and LibreOffice.
func TestSamples(t *testing.T) {
	for _, name := range []string{"report.docx", "revised.docx", "formulas.xlsx", "tasks.xlsx", "tasks.csv", "site.html", "table_browser.pdf", "table_office.pdf", "table_pages.pdf"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name)
			got, err := intake.Text(name, read(t, path))
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(path+".txt", []byte(got+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := strings.TrimSuffix(string(read(t, path+".txt")), "\n"); got != want {
				t.Errorf("read\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
