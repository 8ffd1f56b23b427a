package extract

import (
	"encoding/json"
	"fmt"

	"taizhang/backend/ledger"
)

// Gold is what a person found in a report: the measure of a reading.
type Gold struct {
	Source  string       `json:"source"`
	Date    ledger.Date  `json:"date"` // the day of publication
	Note    string       `json:"note"`
	Records []GoldRecord `json:"records"`
}

// GoldRecord is one finding of a Gold. An optional one is right to find and right to leave.
type GoldRecord struct {
	Kind     ledger.Kind     `json:"kind"`
	Units    []string        `json:"units"`
	Support  []string        `json:"support"`
	Theme    string          `json:"theme"`
	Quote    string          `json:"quote"`
	Start    int             `json:"start"`
	End      int             `json:"end"`
	Metrics  []ledger.Metric `json:"metrics"`
	Due      *Due            `json:"due"`
	Speaker  string          `json:"speaker"`
	Optional bool            `json:"optional"`
}

// ParseGold reads a gold file.
func ParseGold(data []byte) (Gold, error) {
	var g Gold
	if err := json.Unmarshal(data, &g); err != nil {
		return g, fmt.Errorf("parse gold file: %w", err)
	}
	for i, r := range g.Records {
		if !r.Kind.Valid() || r.End <= r.Start {
			return g, fmt.Errorf("parse gold file: record %d needs a kind and a start before its end", i)
		}
	}
	return g, nil
}
