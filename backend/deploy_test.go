package backend_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

var (
	metricNamed  = regexp.MustCompile(`\btaizhang_[a-z_]+`)
	settingNamed = regexp.MustCompile(`\bTAIZHANG_[A-Z_]+`)
	installed    = regexp.MustCompile(`/usr/local/bin/\w+`)
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

// Who reads the deployed files takes them as they are: Prometheus its rules, systemd the unit, as far as these are on the machine.
// TAIZHANG_REQUIRE=promtool,systemd-analyze makes their absence a failure.
func TestDeployedFilesAreAccepted(t *testing.T) {
	verify := append([]string{"systemd-analyze", "verify"}, unitsCopied(t)...)
	for _, check := range [][]string{{"promtool", "check", "rules", "../deploy/alerts.yaml"}, verify} {
		t.Run(check[0], func(t *testing.T) {
			if _, err := exec.LookPath(check[0]); err != nil {
				if slices.Contains(strings.Split(os.Getenv("TAIZHANG_REQUIRE"), ","), check[0]) {
					t.Fatalf("%s is required and not on this machine", check[0])
				}
				t.Skipf("%s is not on this machine", check[0])
			}
			if said, err := exec.CommandContext(t.Context(), check[0], check[1:]...).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, said)
			}
		})
	}
}

// unitsCopied copies the units, with programs that are on every machine in place of those that need not be installed here.
func unitsCopied(t *testing.T) (copies []string) {
	t.Helper()
	units, err := filepath.Glob("../deploy/*.service")
	timers, bad := filepath.Glob("../deploy/*.timer")
	if units = append(units, timers...); len(units) < 3 {
		t.Fatal(units, err, bad)
	}
	folder := t.TempDir()
	for _, unit := range units {
		text, err := os.ReadFile(unit)
		if err != nil {
			t.Fatal(err)
		}
		copied := filepath.Join(folder, filepath.Base(unit))
		if err := os.WriteFile(copied, installed.ReplaceAll(text, []byte("/bin/true")), 0o600); err != nil {
			t.Fatal(err)
		}
		copies = append(copies, copied)
	}
	return copies
}
