package intake

import (
	"strings"
	"testing"
)

// BenchmarkText reads one file of each kind; the PDF engine is running already.
func BenchmarkText(b *testing.B) {
	long := wordFile(b, strings.Repeat(p(n(1, 2)+r("区城市管理局要开展占道经营专项整治，")+r("10月底前完成整改，各街镇要压实责任。")), 20_000))
	files := map[string][]byte{"long.docx": long}
	for _, name := range []string{"page.docx", "tasks.xlsx", "tasks.csv", "site.html", "page_columns.pdf"} {
		files[name] = sample(b, name)
	}
	for name, data := range files {
		b.Run(name, func(b *testing.B) {
			text, err := Text(name, data)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Text(name, data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
