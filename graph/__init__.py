"""The ground floor: the model, facts and their fold, time, answers, and the door to the store. Imports nothing of ours."""
