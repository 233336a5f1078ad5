{{ account_dataset('model', targets=dataset_targets()) }}
