// Package statemachine holds the workflow's definition, and the tests that
// walk it in two independent interpreters.
package statemachine

import _ "embed"

// Breach is the Amazon States Language definition that template.yaml deploys,
// with its ${substitutions} still in place.
//
//go:embed breach.asl.json
var Breach []byte
