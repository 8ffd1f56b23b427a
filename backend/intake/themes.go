package intake

import (
	"errors"
	"io"

	"go.yaml.in/yaml/v3"

	"taizhang/backend/ledger"
)

// ReadThemes reads the list of themes as YAML. Unknown keys are refused, for a misspelt one would be lost in silence.
func ReadThemes(r io.Reader) ([]ledger.Theme, error) {
	d := yaml.NewDecoder(r)
	d.KnownFields(true)
	var themes []ledger.Theme
	if err := d.Decode(&themes); err != nil && !errors.Is(err, io.EOF) {
		return nil, ledger.Mistake(ledger.Invalid, "themes", "领域表读不懂：%v", "The list of themes cannot be read: %v", err)
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
