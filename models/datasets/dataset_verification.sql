{{ account_dataset('verification', targets=dataset_targets()) }}
