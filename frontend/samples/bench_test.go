package samples

import (
	"context"
	"io"
	"testing"

	"taizhang/backend/ledger"
)

func BenchmarkPages(b *testing.B) {
	for _, s := range All(ledger.Chinese) {
		switch s.Name {
		case "overview", "entries", "desk", "unit":
			b.Run(s.Name, func(b *testing.B) {
				for b.Loop() {
					if err := s.Page.Render(context.Background(), io.Discard); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
