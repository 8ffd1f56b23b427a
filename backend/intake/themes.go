package intake

import (
	"errors"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"taizhang/backend/ledger"
)

// ReadThemes reads the list of themes as YAML. Unknown keys are refused, for a misspelt one would be lost in silence.
func ReadThemes(r io.Reader) ([]ledger.Theme, error) {
	text, err := RegisterText(r)
	if err != nil {
		return nil, err
	}
	d := yaml.NewDecoder(strings.NewReader(text))
	d.KnownFields(true)
	var themes []ledger.Theme
	if err := d.Decode(&themes); err != nil && !errors.Is(err, io.EOF) {
		return nil, ledger.Mistake(ledger.Invalid, "themes", "领域表读不懂，请对照“下载”得到的文件改正：%v", "The list of themes cannot be read; compare it with the file that “Download” gives: %v", err)
	}
	if len(themes) == 0 {
		return nil, ledger.Mistake(ledger.Invalid, "themes", "领域表里没有领域。", "The list holds no themes.")
	}
	seen := map[string]bool{}
	for i := range themes {
		t := &themes[i]
		switch {
		case t.Name == "":
			return nil, ledger.Mistake(ledger.Invalid, "themes", "第 %d 个领域没有名称（name）。", "Theme %d has no name.", i+1)
		case seen[t.Name]:
			return nil, ledger.Mistake(ledger.Invalid, "themes", "领域“%s”重复。", "The theme “%s” is there twice.", t.Name)
		}
		seen[t.Name] = true
		t.Position = i + 1
	}
	return themes, nil
}

// WriteThemes writes the list of themes as ReadThemes reads it.
func WriteThemes(w io.Writer, themes []ledger.Theme) error {
	for _, t := range themes {
		item := yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{themeNode(t)}}
		data, err := yaml.Marshal(&item)
		if err != nil {
			return err
		}
		if _, err := w.Write(data); err != nil {
			return err
		}
	}
	return nil
}

// themeNode is a theme with its words on one line each, as people write it.
func themeNode(t ledger.Theme) *yaml.Node {
	words := func(all []string) *yaml.Node {
		n := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
		for _, w := range all {
			n.Content = append(n.Content, scalar(w))
		}
		return n
	}
	return &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{
		scalar("name"), scalar(t.Name), scalar("english"), scalar(t.English), scalar("same"), words(t.Same), scalar("cues"), words(t.Cues),
	}}
}

func scalar(s string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(s)
	return n
}
