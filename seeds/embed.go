// Package seeds holds what a new ledger starts with: the register of units, the themes, and the reports to try.
package seeds

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Units is the register of units as CSV, Themes the list of themes as YAML, Holidays the days off and made up as CSV.
var (
	//go:embed holidays.csv
	Holidays []byte
	//go:embed units.csv
	Units []byte
	//go:embed themes.yaml
	Themes []byte

	//go:embed reports gold
	files embed.FS
)

// Report is a seed report: its file name, its day of publication (2024-09-06) and its bytes.
type Report struct {
	Name      string
	Published string
	Data      []byte
}

// Reports returns the seed reports in the order of their names. The day of publication is the one its gold file states.
func Reports() ([]Report, error) {
	list, err := fs.ReadDir(files, "reports")
	if err != nil {
		return nil, fmt.Errorf("list seed reports: %w", err)
	}
	reports := make([]Report, 0, len(list))
	for _, f := range list {
		r, err := readReport(f.Name())
		if err != nil {
			return nil, fmt.Errorf("read seed report %s: %w", f.Name(), err)
		}
		reports = append(reports, r)
	}
	return reports, nil
}

func readReport(name string) (Report, error) {
	data, err := files.ReadFile(path.Join("reports", name))
	if err != nil {
		return Report{}, err
	}
	gold, err := files.ReadFile(path.Join("gold", strings.TrimSuffix(name, ".txt")+".gold.json"))
	if err != nil {
		return Report{}, err
	}
	var head struct {
		Date string `json:"date"`
	}
	if err := json.Unmarshal(gold, &head); err != nil {
		return Report{}, err
	}
	return Report{Name: name, Published: head.Date, Data: data}, nil
}
