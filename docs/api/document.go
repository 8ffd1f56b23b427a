// Package api holds the description of the API and reads it for the page that shows it.
package api

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// YAML is the description as it is kept: OpenAPI 3.1, with x-zh beside whatever is said in English.
//
//go:embed openapi.yaml
var YAML []byte

// JSON writes the description as JSON.
func JSON() ([]byte, error) {
	var all map[string]any
	if err := yaml.Unmarshal(YAML, &all); err != nil {
		return nil, fmt.Errorf("read the API's description: %w", err)
	}
	return json.Marshal(all)
}

// Document is what of the description a page shows.
type Document struct {
	Info       Info
	Tags       []Tag
	Paths      Ordered[Ordered[Operation]] // by path, then by method
	Components struct {
		Parameters map[string]Parameter
		Schemas    Ordered[Schema]
	}
}

// Info says what the API is.
type Info struct {
	Text    `yaml:",inline"`
	Version string
}

// Text is said in English and in Chinese.
type Text struct {
	Summary, Description string
	ZH                   string `yaml:"x-zh"` // of the summary, of the description where there is no summary
	ZHDescription        string `yaml:"x-zh-description"`
}

// Tag is a part of the API.
type Tag struct {
	Text `yaml:",inline"`
	Name string
}

// Operation is one thing that can be asked for.
type Operation struct {
	Text        `yaml:",inline"`
	ID          string `yaml:"operationId"`
	Tags        []string
	Parameters  []Reference
	RequestBody struct{ Content Ordered[Content] } `yaml:"requestBody"`
	Responses   Ordered[Response]
}

// Reference leads to a component by its name.
type Reference struct {
	To string `yaml:"$ref"`
}

// Content is a body of one media type, with an example of it.
type Content struct {
	Schema  Schema
	Example any
}

// Response is an answer under one status.
type Response struct {
	Reference   `yaml:",inline"`
	Description string
	Content     Ordered[Content]
}

// Parameter is a part of the address or a header.
type Parameter struct {
	Text     `yaml:",inline"`
	Name, In string
	Required bool
	Schema   Schema
}

// Schema says what a value looks like.
type Schema struct {
	Reference  `yaml:",inline"`
	Text       `yaml:",inline"`
	Type       Types
	Format     string
	Enum       []string
	Required   []string
	Items      *Schema
	Properties Ordered[Schema]
}

// Types are those that a value may have.
type Types []string

// UnmarshalYAML reads one type or a list of them.
func (t *Types) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*t = Types{n.Value}
		return nil
	}
	return n.Decode((*[]string)(t))
}

// Ordered is a mapping in the order in which it is written.
type Ordered[T any] []struct {
	Name  string
	Value T
}

// UnmarshalYAML reads a mapping.
func (o *Ordered[T]) UnmarshalYAML(n *yaml.Node) error {
	*o = make(Ordered[T], len(n.Content)/2)
	for i := range *o {
		(*o)[i].Name = n.Content[2*i].Value
		if err := n.Content[2*i+1].Decode(&(*o)[i].Value); err != nil {
			return err
		}
	}
	return nil
}

// Read reads the description.
func Read() (d Document, err error) {
	if err := yaml.Unmarshal(YAML, &d); err != nil {
		return d, fmt.Errorf("read the API's description: %w", err)
	}
	return d, nil
}
