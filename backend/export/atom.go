package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"taizhang/backend/ledger"
)

// AtomMIME is the type of a feed.
const AtomMIME = "application/atom+xml; charset=utf-8"

// Feed is what a feed of changes (Atom, RFC 4287) says beside them.
type Feed struct {
	Lang  ledger.Lang
	Title string
	Site  string    // where the ledger is served: https://host
	Self  string    // where the feed itself is; "" keeps a secret address out of what is handed on
	Begun time.Time // when it is from as long as nothing happened
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomName    `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomName struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Updated  string       `xml:"updated"`
	Author   atomName     `xml:"author"`
	Link     atomLink     `xml:"link"`
	Category atomCategory `xml:"category"`
	Summary  string       `xml:"summary"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// WriteAtom writes what happened, the newest first, as a feed whose items lead to their entries.
func WriteAtom(w io.Writer, f Feed, changes []ledger.EntryEvent) error {
	out := atomFeed{Lang: string(f.Lang), ID: tag(f.Site, "changes"), Title: xmlText(f.Title), Updated: instant(f.Begun), Author: atomName{f.Lang.T("督查台账", "Taizhang")}}
	out.Links = []atomLink{{Rel: "alternate", Type: "text/html", Href: f.Site + "/entries"}}
	if f.Self != "" {
		out.Links = append(out.Links, atomLink{Rel: "self", Type: "application/atom+xml", Href: f.Self})
	}
	for i, c := range changes {
		if i == 0 {
			out.Updated = instant(c.Event.At)
		}
		out.Entries = append(out.Entries, f.entry(c))
	}
	_, err := io.WriteString(w, xml.Header)
	if err == nil {
		err = xml.NewEncoder(w).Encode(out)
	}
	if err != nil {
		return fmt.Errorf("write atom: %w", err)
	}
	return nil
}

func (f Feed) entry(c ledger.EntryEvent) atomEntry {
	did, e := ledger.ActionWords(c.Event.Action).In(f.Lang), c.Entry
	summary := []string{e.Text}
	for _, said := range []string{c.Event.Note, f.Lang.T("现在：", "Now: ") + e.Status.Words().In(f.Lang)} {
		if said != "" {
			summary = append(summary, said)
		}
	}
	return atomEntry{
		ID: tag(f.Site, fmt.Sprintf("event/%d", c.Event.ID)), Updated: instant(c.Event.At), Author: atomName{xmlText(c.Event.Actor)},
		Title:    xmlText(fmt.Sprintf("%s %s%s%s", e.Number, did, f.Lang.T("：", ": "), ledger.Shorten(e.Text, 40))),
		Link:     atomLink{Rel: "alternate", Type: "text/html", Href: entryAddress(f.Site, &e)},
		Category: atomCategory{string(e.Kind), e.Kind.Words().In(f.Lang)}, Summary: xmlText(strings.Join(summary, "\n")),
	}
}

// tag is a name that stays the same wherever the feed is fetched from (RFC 4151).
func tag(site, what string) string {
	host := "taizhang.localhost"
	if u, err := url.Parse(site); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return "tag:" + host + ",2024:taizhang/" + what
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// xmlText is s without the characters that XML has no room for.
func xmlText(s string) string { return calendarText(strings.ToValidUTF8(s, "")) }

// entryAddress is where an entry's page is.
func entryAddress(site string, e *ledger.Entry) string {
	return site + "/entries/" + url.PathEscape(e.Number)
}
