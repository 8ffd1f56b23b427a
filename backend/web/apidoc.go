package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/docs/api"
	"taizhang/frontend/pages"
)

// sendAPIDocument sends the description of the API for machines; showAPI shows it to people.
func (s *Server) sendAPIDocument(c *gin.Context) error {
	c.Header("Cache-Control", "no-cache")
	if c.FullPath() == "/api/openapi.yaml" {
		c.Data(http.StatusOK, "application/yaml; charset=utf-8", api.YAML)
		return nil
	}
	data, err := api.JSON()
	if err == nil {
		c.Data(http.StatusOK, "application/json; charset=utf-8", data)
	}
	return err
}

func (s *Server) showAPI(c *gin.Context) error {
	page, err := s.apiPage()
	if err != nil {
		return err
	}
	page.Base = s.plainBase(c)
	return show(c, http.StatusOK, pages.API(page))
}

// showProblem explains a kind of problem.
func (s *Server) showProblem(c *gin.Context) error {
	k := findProblem(c.Param("problem"))
	if k == nil {
		return errNoPage
	}
	return show(c, http.StatusOK, pages.Problem(pages.ProblemPage{Base: s.plainBase(c), Problem: k.shown()}))
}

func (k problemKind) shown() pages.APIProblem {
	return pages.APIProblem{Name: k.name, Status: k.status, Title: k.title, Help: k.help}
}

// readAPI reads the description once; it is part of the program.
var readAPI = sync.OnceValues(api.Read)

func (s *Server) apiPage() (page pages.APIPage, err error) {
	d, err := readAPI()
	if err != nil {
		return page, err
	}
	page.Intro = ledger.Words{ZH: d.Info.ZHDescription, EN: d.Info.Description}
	for _, t := range d.Tags {
		part := pages.APIPart{Name: strings.ToLower(t.Name), Words: ledger.Words{ZH: t.ZH, EN: t.Name}, Help: ledger.Words{ZH: t.ZHDescription, EN: t.Description}}
		for _, path := range d.Paths {
			for _, o := range path.Value {
				if slices.Contains(o.Value.Tags, t.Name) {
					part.Operations = append(part.Operations, s.operation(d, path.Name, o.Name, o.Value))
				}
			}
		}
		page.Parts = append(page.Parts, part)
	}
	for _, is := range d.Components.Schemas {
		page.Schemas = append(page.Schemas, schemaShown(is.Name, is.Value))
	}
	for _, k := range problemKinds {
		page.Problems = append(page.Problems, k.shown())
	}
	return page, nil
}

func (s *Server) operation(d api.Document, path, method string, o api.Operation) pages.APIOperation {
	out := pages.APIOperation{
		ID: o.ID, Method: strings.ToUpper(method), Path: path, Words: ledger.Words{ZH: o.ZH, EN: o.Summary}, Help: ledger.Words{ZH: o.ZHDescription, EN: o.Description},
		Right: s.rightOf(strings.ToUpper(method), path),
	}
	for _, r := range o.Parameters {
		if p := d.Components.Parameters[nameIn(r.To)]; p.In != "header" || p.Name == "If-Match" { // the others go with every call
			out.Fields = append(out.Fields, pages.APIField{Name: p.Name, In: p.In, Type: typeShown(p.Schema), Required: p.Required, Words: textShown(p.Text)})
		}
	}
	for _, b := range o.RequestBody.Content {
		out.Bodies = append(out.Bodies, pages.APIBody{Media: b.Name, Schema: nameIn(b.Value.Schema.To), Example: exampleShown(b.Value.Example)})
	}
	for _, r := range o.Responses {
		a := pages.APIBody{Status: r.Name}
		switch nameIn(r.Value.To) {
		case "Entry", "NewEntry":
			a.Media, a.Schema = "application/json", "Entry"
		case "Problem", "Unchanged":
			continue // as with every call
		}
		for _, b := range r.Value.Content {
			a.Media, a.Schema = b.Name, nameIn(b.Value.Schema.To)
		}
		out.Answers = append(out.Answers, a)
	}
	return out
}

// exampleShown is an example as it is sent.
func exampleShown(of any) string {
	if of == nil {
		return ""
	}
	var said strings.Builder
	e := json.NewEncoder(&said)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(of) // texts, numbers, lists of them: never fails
	return strings.TrimSpace(said.String())
}

// rightOf names the right that a route of the API needs.
func (s *Server) rightOf(method, path string) (w ledger.Words) {
	path = strings.TrimSuffix(apiRoot, "/") + strings.NewReplacer("{", ":", "}", "").Replace(path)
	for _, r := range s.routes {
		if r.method != method || r.path != path {
			continue
		}
		for _, i := range ledger.Rights {
			if i.Right == r.right {
				w = i.Words
			}
		}
	}
	return w
}

func nameIn(reference string) string { return reference[strings.LastIndex(reference, "/")+1:] }

func textShown(t api.Text) ledger.Words { return ledger.Words{ZH: t.ZH, EN: t.Description} }

func typeShown(s api.Schema) pages.APIType {
	switch {
	case s.To != "":
		return pages.APIType{Schema: nameIn(s.To)}
	case s.Items != nil:
		of := typeShown(*s.Items)
		of.Words = "[ ] " + of.Words
		return of
	}
	words := strings.Join(s.Type, " | ")
	if s.Format != "" {
		words += " (" + s.Format + ")"
	}
	return pages.APIType{Words: words, Values: s.Enum}
}

func schemaShown(name string, s api.Schema) pages.APISchema {
	out := pages.APISchema{Name: name, Words: textShown(s.Text), Type: typeShown(s)}
	for _, p := range s.Properties {
		out.Fields = append(out.Fields, pages.APIField{Name: p.Name, Type: typeShown(p.Value), Required: slices.Contains(s.Required, p.Name), Words: textShown(p.Value.Text)})
	}
	return out
}
