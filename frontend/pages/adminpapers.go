package pages

import (
	"strings"

	"github.com/a-h/templ"
)

// paperURL is an address of a paper's settings.
func paperURL(l PaperLayout, more string) templ.SafeURL {
	return templ.SafeURL("/admin/papers/" + l.Name + more)
}

// missingPlaces names places as they are written in a template.
func missingPlaces(all []PaperPlace) string {
	var said []string
	for _, x := range all {
		said = append(said, "{{"+x.Name+"}}")
	}
	return strings.Join(said, " ")
}
