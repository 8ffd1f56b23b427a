package main

import (
	"bytes"
	"context"
	"fmt"

	"taizhang/backend/intake"
	"taizhang/backend/store"
)

type unitsLoadCommand struct {
	data
	File string `arg:"" help:"The csv file; - reads standard input."`
}

// Run adds and updates units; units that the file lacks stay as they are.
func (u unitsLoadCommand) Run(ctx context.Context, s streams) error {
	file, err := readFile(s.in, u.File, "")
	if err != nil {
		return err
	}
	units, err := intake.ReadUnits(bytes.NewReader(file.Data))
	if err != nil {
		return err
	}
	db, err := u.openBare(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	var added, changed int
	err = db.Write(ctx, command, func(w *store.Writer) (err error) {
		added, changed, err = w.SaveUnits(units)
		return err
	})
	if err == nil {
		fmt.Fprintln(s.out, terminalLanguage().T("单位名录：新增 %d 个，更新 %d 个，共读取 %d 个。", "Units: %d added, %d changed, %d read.", added, changed, len(units)))
	}
	return err
}
