// Command client follows an entry over the API, through what was generated from its description.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
)

func main() {
	if err := run(context.Background(), os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, server, token string) error {
	bearer := func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+token)
		return nil
	}
	api, err := NewClientWithResponses(server+"/api/v1", WithRequestEditorFn(bearer))
	if err != nil {
		return err
	}
	me, err := api.GetMeWithResponse(ctx, nil)
	if err != nil || me.JSON200 == nil {
		return fmt.Errorf("who am I: %v %s", err, me.Status())
	}
	fmt.Println("me", me.JSON200.Name, me.JSON200.Role)
	limit, cursor, seen := 7, "", 0
	for more := true; more; more = cursor != "" {
		list, err := api.ListEntriesWithResponse(ctx, &ListEntriesParams{Limit: &limit, Cursor: &cursor})
		if err != nil || list.JSON200 == nil {
			return fmt.Errorf("list: %v %s", err, list.Status())
		}
		seen, cursor = seen+len(list.JSON200.Items), list.JSON200.Next
	}
	fmt.Println("entries", seen)
	return resolve(ctx, api)
}

// resolve strikes the first open shortcoming off, twice under one key, and is told that the version it read is gone.
func resolve(ctx context.Context, api *ClientWithResponses) error {
	kind, status := Kind("shortcoming"), ListEntriesParamsStatus("registered")
	list, err := api.ListEntriesWithResponse(ctx, &ListEntriesParams{Kind: &kind, Status: &status})
	if err != nil || list.JSON200 == nil || len(list.JSON200.Items) == 0 {
		return fmt.Errorf("open shortcomings: %v", err)
	}
	number := list.JSON200.Items[0].Number
	one, err := api.GetEntryWithResponse(ctx, number, nil)
	if err != nil || one.JSON200 == nil {
		return fmt.Errorf("read %s: %v", number, err)
	}
	tag, key, note := one.HTTPResponse.Header.Get("ETag"), "once", "已整改"
	for range 2 {
		done, err := api.MoveEntryWithResponse(ctx, number, &MoveEntryParams{IfMatch: tag, IdempotencyKey: &key}, MoveEntryJSONRequestBody{Move: "resolve", Note: &note})
		if err != nil || done.JSON200 == nil {
			return fmt.Errorf("resolve %s: %v %s", number, err, done.Body)
		}
		fmt.Println("moved", done.JSON200.Status, done.HTTPResponse.Header.Get("Idempotency-Replayed"))
	}
	stale, err := api.MoveEntryWithResponse(ctx, number, &MoveEntryParams{IfMatch: tag}, MoveEntryJSONRequestBody{Move: "undo"})
	if err != nil || stale.ApplicationproblemJSON4XX == nil {
		return fmt.Errorf("a stale move: %v %s", err, stale.Status())
	}
	fmt.Println("problem", stale.ApplicationproblemJSON4XX.Type, stale.ApplicationproblemJSON4XX.Status)
	return nil
}
