package main

import (
	"fmt"

	"taizhang/backend/extract"
)

type rulesCommand struct{}

// Run prints the extraction rules as the page docs/rules.md.
func (rulesCommand) Run(s streams) error {
	fmt.Fprint(s.out, `# Extraction rules

Written by `+"`make docs`"+` from the rules themselves. They are tried in this order on every clause of a report; the first that
claims it wins. Every finding names the rule that made it.

| rule | 找什么 | finds | example |
|---|---|---|---|
`)
	for _, r := range extract.Rules {
		fmt.Fprintf(s.out, "| `%s` | %s | %s | %s |\n", r.Name, r.Words.ZH, r.Words.EN, r.Example)
	}
	return nil
}
