package backend_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

var (
	metricNamed  = regexp.MustCompile(`\btaizhang_[a-z_]+`)
	settingNamed = regexp.MustCompile(`\bTAIZHANG_[A-Z_]+`)
	partOfOne    = regexp.MustCompile(`_(bucket|sum|count)$`)
)

// What is deployed must be there: the files can be read, and every setting and figure that they name is one of the program's.
func TestDeployNamesWhatThereIs(t *testing.T) {
	figures, settings := sourceOf(t, "web/metrics.go"), sourceOf(t, "cmd/taizhang/*.go")
	err := filepath.WalkDir("../deploy", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var any any
		switch filepath.Ext(path) {
		case ".json":
			err = json.Unmarshal(data, &any)
		case ".yaml":
			err = yaml.Unmarshal(data, &any)
		}
		for _, name := range metricNamed.FindAllString(string(data), -1) {
			if !strings.Contains(figures, `"`+partOfOne.ReplaceAllString(name, "")+`"`) {
				t.Errorf("%s: no figure is named %s", path, name)
			}
		}
		for _, name := range settingNamed.FindAllString(string(data), -1) {
			if !strings.Contains(settings, `env:"`+name+`"`) {
				t.Errorf("%s: no setting is named %s", path, name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func sourceOf(t *testing.T, pattern string) (all string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatal(pattern, err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all += string(data)
	}
	return all
}
