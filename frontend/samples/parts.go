package samples

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

// PartsPrefix begins the names of samples that show parts; all others show a whole page.
const PartsPrefix = "parts-"

// long is more than a place holds: what overfull parts are shown with.
var long = strings.Repeat("拉网式排查“九小场所”和沿街商户，逐一建立隐患清单、整改清单、责任清单", 4)

// specimens gathers the states of parts that stand on one sample.
type specimens struct {
	parts.View
	all []pages.GalleryState
}

// show adds a part in a state; show("Lamp red", "", parts.Lamp(…)).
func (s *specimens) show(name, in string, part templ.Component) {
	s.all = append(s.all, pages.GalleryState{Name: name, In: in, Part: apart(len(s.all)+1, part)})
}

// to is the same view for somebody else: what that person may not do is not offered.
func (s *specimens) to(a ledger.Account) parts.View {
	v := s.View
	v.Account = a
	return v
}

var (
	liaison = ledger.Account{Role: ledger.Liaison, UnitCode: "990101001"}
	reader  = ledger.Account{Role: ledger.Leader}
)

// place is where a part's words name another place of it, or itself.
var place = regexp.MustCompile(` (id|for|list|form|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"`)

// apart gives the places of a part names that no other state on the page has, and makes a page's heading one of many.
func apart(n int, part templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		var b strings.Builder
		if err := part.Render(ctx, &b); err != nil {
			return err
		}
		own := fmt.Sprintf("s%d-", n)
		html := place.ReplaceAllStringFunc(b.String(), func(s string) string {
			at := strings.Index(s, `"`)
			return s[:at+1] + own + strings.Join(strings.Fields(s[at+1:]), " "+own)
		})
		_, err := io.WriteString(w, strings.NewReplacer("<h1", "<h2", "</h1", "</h2").Replace(html))
		return err
	})
}

// partPages show every part in every state.
func partPages(b func(string) pages.Base) (all []Sample) {
	for _, group := range []struct {
		name string
		head ledger.Words
		fill func(*specimens)
	}{
		{"tags", ledger.Words{ZH: "部件：标签与数字", EN: "Parts: tags and figures"}, tagStates},
		{"rows", ledger.Words{ZH: "部件：列表的行", EN: "Parts: rows of lists"}, rowStates},
		{"record", ledger.Words{ZH: "部件：事项", EN: "Parts: an entry"}, recordStates},
		{"moves", ledger.Words{ZH: "部件：各项操作", EN: "Parts: moves"}, moveStates},
		{"offers", ledger.Words{ZH: "部件：各状态下可做的操作", EN: "Parts: what is offered by status"}, offerStates},
		{"edit", ledger.Words{ZH: "部件：修改", EN: "Parts: editing"}, editStates},
		{"followed", ledger.Words{ZH: "部件：反馈、延期、催办", EN: "Parts: feedback, extensions, reminders"}, followedStates},
		{"desk", ledger.Words{ZH: "部件：核对", EN: "Parts: review"}, deskStates},
		{"source", ledger.Words{ZH: "部件：原文与重新读取", EN: "Parts: the text, and reading it again"}, sourceStates},
		{"charts", ledger.Words{ZH: "部件：图表", EN: "Parts: charts"}, chartStates},
		{"matrix", ledger.Words{ZH: "部件：单位的数字", EN: "Parts: figures of units"}, matrixStates},
	} {
		p := b("/gallery/" + PartsPrefix + group.name)
		s := specimens{View: p.View}
		group.fill(&s)
		all = append(all, Sample{PartsPrefix + group.name, pages.Gallery(pages.GalleryPage{Base: p, Head: group.head, States: s.all})})
	}
	return all
}
