package obligation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"time"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/vault"
)

// Keys of what is known of an incident's duties, in the evidence bucket.
func factsKey(id incident.ID, counted bool) string {
	if counted {
		return "incidents/" + string(id) + "/assess/facts.json"
	}
	return "incidents/" + string(id) + "/assess/facts-start.json"
}
func saidPrefix(id incident.ID) string { return "incidents/" + string(id) + "/duties/" }
func filedKey(id incident.ID, duty string) string {
	return saidPrefix(id) + "filed/" + duty + ".json"
}
func judgedKey(id incident.ID, j Judgement) string {
	return saidPrefix(id) + "judged/" + j.Fact + "-" + vault.Digest([]byte(j.At + j.By + j.Value))[:16] + ".json"
}
func noneKey(id incident.ID) string { return "incidents/" + string(id) + "/assess/none.json" }

// Known returns the newest facts of an incident, those by the counts or else
// those of the start, with what people filed and judged. Neither: an error that
// is vault.ErrMissing.
func Known(ctx context.Context, evidence vault.Store, id incident.ID) (Facts, error) {
	f, err := read[Facts](ctx, evidence, factsKey(id, true))
	if errors.Is(err, vault.ErrMissing) {
		f, err = read[Facts](ctx, evidence, factsKey(id, false))
	}
	if err != nil {
		return Facts{}, err
	}
	return f, said(ctx, evidence, id, &f)
}

// said adds what people filed and judged, one object each, so that two people
// at once lose nothing, and what the letters did.
func said(ctx context.Context, evidence vault.Store, id incident.ID, f *Facts) error {
	keys, err := evidence.List(ctx, saidPrefix(id))
	if err != nil {
		return err
	}
	filed, judged := map[string]Filing{}, []Judgement{}
	for _, key := range keys {
		switch path.Base(path.Dir(key)) {
		case "filed":
			done, err := read[Filing](ctx, evidence, key)
			if err != nil {
				return err
			}
			filed[path.Base(key[:len(key)-len(".json")])] = done
		case "judged":
			j, err := read[Judgement](ctx, evidence, key)
			if err != nil {
				return err
			}
			judged = append(judged, j)
		}
	}
	if len(filed) > 0 {
		f.Filed = filed
	}
	f.Judgements = append(f.Judgements, judged...)
	return told(ctx, evidence, id, f)
}

func read[T any](ctx context.Context, evidence vault.Store, key string) (T, error) {
	var v T
	body, err := evidence.Read(ctx, key)
	if err != nil {
		return v, err
	}
	if err := json.Unmarshal(body, &v); err != nil {
		return v, fmt.Errorf("decoding %s: not the JSON that was written there", key)
	}
	return v, nil
}

// Current assesses what is known of an incident now.
func Current(ctx context.Context, evidence vault.Store, id incident.ID, now time.Time) (Result, error) {
	f, err := Known(ctx, evidence, id)
	if err != nil {
		return Result{}, err
	}
	return Report(f, now)
}

// Owed lists the duties of an incident that apply and are not done. An incident
// that turned out to be no breach, or has no facts yet, owes none.
func Owed(ctx context.Context, evidence vault.Store, id incident.ID) ([]string, error) {
	if _, err := evidence.Read(ctx, noneKey(id)); err == nil {
		return nil, nil
	} else if !errors.Is(err, vault.ErrMissing) {
		return nil, err
	}
	f, err := Known(ctx, evidence, id)
	if errors.Is(err, vault.ErrMissing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, err := Assess(f)
	var owed []string
	for _, o := range all {
		if o.Owed() {
			owed = append(owed, o.ID)
		}
	}
	return owed, err
}
