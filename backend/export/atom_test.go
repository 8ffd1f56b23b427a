package export

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

// Whatever an entry says, the feed is well-formed; without changes it is a feed still.
func TestAtomIsWellFormed(t *testing.T) {
	begun := time.Date(2024, 9, 20, 4, 0, 0, 0, time.UTC)
	for _, changes := range [][]ledger.EntryEvent{nil, {
		{Event: ledger.Event{ID: 7, At: begun.Add(time.Hour), Actor: "李四<&>", Action: "report", Note: "第一行\n\x01第二行\xff"}, Entry: entries()[1]},
		{Event: ledger.Event{ID: 6, At: begun, Actor: "系统", Action: "no-such-action"}, Entry: entries()[2]},
	}} {
		var b bytes.Buffer
		if err := WriteAtom(&b, Feed{Lang: ledger.Chinese, Title: "变化", Site: "https://duban.example.gov.cn", Begun: begun}, changes); err != nil {
			t.Fatal(err)
		}
		var feed struct {
			Updated string `xml:"updated"`
			Entries []struct {
				ID      string `xml:"id"`
				Summary string `xml:"summary"`
				Link    struct {
					Href string `xml:"href,attr"`
				} `xml:"link"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(b.Bytes(), &feed); err != nil || len(feed.Entries) != len(changes) {
			t.Fatalf("%v\n%s", err, b.String())
		}
		if len(changes) == 0 {
			if feed.Updated != "2024-09-20T04:00:00Z" {
				t.Errorf("updated %s", feed.Updated)
			}
			continue
		}
		if e := feed.Entries[0]; feed.Updated != "2024-09-20T05:00:00Z" || e.ID != "tag:duban.example.gov.cn,2024:taizhang/event/7" || !strings.Contains(e.Summary, "第一行\n第二行") || !strings.HasSuffix(e.Link.Href, "/entries/2024-09-%E4%BB%BB-002") {
			t.Errorf("%+v", feed)
		}
	}
}
