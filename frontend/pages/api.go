package pages

import (
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

// APIPage describes the API for those who write programs.
type APIPage struct {
	Base
	Intro    ledger.Words // paragraphs with an empty line between, **loud** and `code` marked
	Parts    []APIPart
	Schemas  []APISchema
	Problems []APIProblem
}

// APIPart is a part of the API: what can be asked for about one thing.
type APIPart struct {
	Name       string // in its address
	Words      ledger.Words
	Help       ledger.Words
	Operations []APIOperation
}

// APIOperation is one thing that can be asked for. Right is what whoever asks must be allowed.
type APIOperation struct {
	ID, Method, Path string
	Words, Help      ledger.Words
	Right            ledger.Words
	Fields           []APIField // of the address and the headers
	Bodies           []APIBody
	Answers          []APIBody
}

// APIField is a field, or a part of an address.
type APIField struct {
	Name, In string // In is path, query or header, "" within a schema
	Type     APIType
	Required bool
	Words    ledger.Words
}

// APIType says what a value looks like: words, the schema that it leads to, and the values there are.
type APIType struct {
	Words  string
	Schema string
	Values []string
}

// APIBody is what is sent, or answered under a status.
type APIBody struct {
	Status, Media, Schema string
	Example               string // as JSON; "" for none
}

// APISchema is a kind of value by its fields, or by the values there are.
type APISchema struct {
	Name   string
	Words  ledger.Words
	Type   APIType
	Fields []APIField
}

// APIProblem is a kind of problem.
type APIProblem struct {
	Name   string
	Status int
	Title  ledger.Words
	Help   ledger.Words
}

// ProblemPage explains one kind of problem.
type ProblemPage struct {
	Base
	Problem APIProblem
}

// firstCall is a call to begin with.
const firstCall = `curl -H "Authorization: Bearer $TOKEN" \
  "$SERVER/api/v1/entries?kind=task&status=open"`

// span is a stretch of words marked in one way.
type span struct {
	text       string
	loud, code bool
}

// paragraphs reads words with marks: an empty line parts paragraphs, ** and * make words loud, ` makes them code.
func paragraphs(text string) (all [][]span) {
	for _, p := range strings.Split(strings.TrimSpace(text), "\n\n") {
		var line []span
		for i, codes := range strings.Split(strings.Join(strings.Fields(p), " "), "`") {
			if i%2 == 1 {
				line = append(line, span{text: codes, code: true})
				continue
			}
			for j, words := range strings.Split(strings.ReplaceAll(codes, "**", "*"), "*") {
				if words != "" {
					line = append(line, span{text: words, loud: j%2 == 1})
				}
			}
		}
		all = append(all, line)
	}
	return all
}

// media names a media type as it is known.
func (b APIBody) media() string {
	switch {
	case strings.HasPrefix(b.Media, "application/json"):
		return "JSON"
	case strings.HasPrefix(b.Media, "application/problem"):
		return "problem+json"
	case strings.Contains(b.Media, "wordprocessingml"):
		return "docx"
	}
	return b.Media
}

// where names the place of a field.
func (f APIField) where() ledger.Words {
	switch f.In {
	case "path":
		return ledger.Words{ZH: "路径", EN: "path"}
	case "query":
		return ledger.Words{ZH: "参数", EN: "query"}
	case "header":
		return ledger.Words{ZH: "请求头", EN: "header"}
	}
	return ledger.Words{}
}

// placed tells whether any of the fields has a place to name.
func placed(fields []APIField) bool {
	return slices.ContainsFunc(fields, func(f APIField) bool { return f.In != "" })
}
