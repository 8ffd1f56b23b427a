package api

import (
	"encoding/json"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func TestRead(t *testing.T) {
	d, err := Read()
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Paths) < 50 || d.Paths[0].Name != "/me" || d.Paths[0].Value[0].Name != "get" || d.Paths[0].Value[0].Value.ID != "getMe" {
		t.Errorf("%d paths, the first is %+v", len(d.Paths), d.Paths[0])
	}
	text, err := JSON()
	var back struct{ OpenAPI string }
	if err != nil || json.Unmarshal(text, &back) != nil || back.OpenAPI != "3.1.0" {
		t.Errorf("as JSON %.80s, %v", text, err)
	}
}

// Whatever the description says in English it says in Chinese. What an answer is called is shown by its status.
func TestBothLanguages(t *testing.T) {
	var root yaml.Node
	if err := yaml.Unmarshal(YAML, &root); err != nil {
		t.Fatal(err)
	}
	said := 0
	var walk func(path string, n *yaml.Node)
	walk = func(path string, n *yaml.Node) {
		has := map[string]*yaml.Node{}
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			has[n.Content[i].Value] = n.Content[i+1]
			walk(path+"/"+n.Content[i].Value, n.Content[i+1])
		}
		if n.Kind != yaml.MappingNode {
			for _, c := range n.Content {
				walk(path, c)
			}
			return
		}
		if strings.Contains(path, "/responses/") || strings.HasSuffix(path, "/servers") || strings.HasSuffix(path, "/properties") {
			return
		}
		for _, name := range []string{"summary", "description"} {
			zh := has["x-zh"]
			if name == "description" && (has["summary"] != nil || has["name"] != nil && has["in"] == nil) {
				zh = has["x-zh-description"]
			}
			if has[name] == nil || has[name].Kind != yaml.ScalarNode {
				continue
			}
			if said++; zh == nil || !strings.ContainsFunc(zh.Value, func(r rune) bool { return r >= 0x4e00 && r < 0xa000 }) {
				t.Errorf("%s: %q has no Chinese", path, has[name].Value)
			}
		}
	}
	walk("", &root)
	if said < 200 {
		t.Errorf("only %d words were found", said)
	}
}
